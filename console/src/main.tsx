import '@cloudscape-design/global-styles/index.css'
import './console.css'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { keepPageSecret } from './api/call.ts'
import { App } from './app.tsx'

keepPageSecret()
const place = document.querySelector('#app')
if (place) {
  createRoot(place).render(
    <StrictMode>
      <App />
    </StrictMode>,
  )
}
