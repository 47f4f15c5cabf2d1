import { build, ensureInstalled } from './setup.js'

ensureInstalled()
build()
