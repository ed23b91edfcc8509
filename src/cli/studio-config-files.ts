/** `.connectorstudio.yaml` beside a connector and in the folders above it, up to the repository's root. */
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { STUDIO_CONFIG_NAME } from '../authoring/studio-config-name.ts';
import type { ConfigText } from '../authoring/service/connector-sources.ts';

/** Outermost first. @throws where one exists and cannot be read. */
export async function studioConfigTexts(folder: string): Promise<ConfigText[]> {
  const texts: ConfigText[] = [];
  for (let here = folder; ; here = dirname(here)) {
    const path = join(here, STUDIO_CONFIG_NAME);
    if (existsSync(path)) texts.unshift({ uri: pathToFileURL(path).href, text: await readFile(path, 'utf8') });
    // What lies above the repository is somebody else's.
    if (existsSync(join(here, '.git')) || dirname(here) === here) return texts;
  }
}
