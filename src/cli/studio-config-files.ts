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
    const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return undefined;
      // Of a folder, Node does not say which.
      throw Object.assign(error, { path });
    });
    if (text !== undefined) texts.unshift({ uri: pathToFileURL(path).href, text });
    // What lies above the repository is somebody else's.
    if (existsSync(join(here, '.git')) || dirname(here) === here) return texts;
  }
}
