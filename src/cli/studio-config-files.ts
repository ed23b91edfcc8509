/** `.connectorstudio.yaml` beside a connector and in the folders above it, up to the repository's root. */
import { existsSync, lstatSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { STUDIO_CONFIG_NAME } from '../authoring/studio-config-name.ts';
import type { ConfigText } from '../authoring/service/connector-sources.ts';

/** What a run has found so far, by folder: connectors lie side by side, and those above them are the same for all. */
export class StudioConfigFiles {
  readonly #known = new Map<string, readonly ConfigText[]>();

  /** Outermost first. @throws where one exists and cannot be read. */
  textsFor(folder: string): readonly ConfigText[] {
    const known = this.#known.get(folder);
    if (known) return known;
    const own = textIn(folder);
    // What lies above the repository is somebody else's.
    const isOutermost = existsSync(join(folder, '.git')) || dirname(folder) === folder;
    const outer = isOutermost ? [] : this.textsFor(dirname(folder));
    const texts = own ? [...outer, own] : outer;
    this.#known.set(folder, texts);
    return texts;
  }
}

function textIn(folder: string): ConfigText | undefined {
  const path = join(folder, STUDIO_CONFIG_NAME);
  // Hardly any folder has one, and an error is dear.
  if (!lstatSync(path, { throwIfNoEntry: false })) return undefined;
  try {
    return { uri: pathToFileURL(path).href, text: readFileSync(path, 'utf8') };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    // Of a folder, Node does not say which.
    throw Object.assign(error as Error, { path });
  }
}
