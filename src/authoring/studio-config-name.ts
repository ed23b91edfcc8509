/** Apart, so that whoever looks for the file, or for what was found in it, need not load its reader. */
export const STUDIO_CONFIG_NAME = '.connectorstudio.yaml';

/** What findings about these files are called; not a rule that could be switched off, for it speaks of the switches. */
export const CONFIG_FINDING = 'studio-config';
