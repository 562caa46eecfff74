import type {} from 'vmeste/vue'
import { createApp } from 'vue'
import Town from './Town.vue'

createApp(Town).mount('#town')
