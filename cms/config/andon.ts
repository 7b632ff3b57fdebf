import { readSettings, type Settings } from '../src/settings'

/** Our own settings, where the application finds them as `strapi.config.get('andon')`. */
export default (): Settings => readSettings()
