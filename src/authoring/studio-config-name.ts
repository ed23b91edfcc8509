/** Apart, so that whoever looks for the file need not load its reader. */
export const STUDIO_CONFIG_NAME = '.connectorstudio.yaml';
