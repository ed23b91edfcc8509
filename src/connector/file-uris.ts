/** File names and URIs as text: this layer has no file system and no URI class. */

/** As VS Code writes URIs, so that they can be compared as text. */
export function uriOf(folder: string, fileName: string): string {
  const encoded = encodeURIComponent(fileName).replace(/[!'()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);
  return `${folder}/${encoded}`;
}

/** The last segment of a URI, decoded where it can be. */
export function fileNameOf(uri: string): string {
  const segment = uri.slice(uri.lastIndexOf('/') + 1);
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
