/**
 * Icons and scripts travel through a storage container that the service lends, and definitions come back from one.
 * Source: paconn's operations/upsert.py and apimanager/fileuploader.py (container address from generateResourceStorage,
 * block blob, content type by extension; the signed address is what the connector then names).
 */
import type { Http } from '../http.ts';

export interface StoredFiles {
  /** @returns the file's signed address */
  upload(containerUrl: string, fileName: string, content: Uint8Array, signal?: AbortSignal): Promise<string>;
  /** @throws ServiceError of status 403 when the signature has expired */
  download(signedUrl: string, signal?: AbortSignal): Promise<string>;
  /** The same for a file that is no text. */
  downloadBytes(signedUrl: string, signal?: AbortSignal): Promise<Uint8Array>;
}

/** @param http for the `storage` host group: no token goes there, the signature in the address is the right. */
export function createStoredFiles(http: Http): StoredFiles {
  return {
    upload: async (containerUrl, fileName, content, signal) => {
      const url = new URL(containerUrl);
      url.pathname = `${url.pathname.replace(/\/+$/, '')}/${encodeURIComponent(fileName)}`;
      await http.send({ method: 'PUT', url: url.href, headers: { 'x-ms-blob-type': 'BlockBlob', 'content-type': contentType(fileName) }, content, signal });
      return url.href;
    },
    downloadBytes: async (signedUrl, signal) => (await http.send({ method: 'GET', url: signedUrl, headers: { accept: '*/*' }, binary: true, signal })).bytes ?? new Uint8Array(),

    download: async (signedUrl, signal) => (await http.send({ method: 'GET', url: signedUrl, signal })).text.replace(/^\uFEFF/, ''),
  };
}

function contentType(fileName: string): string {
  const extension = /\.([^.]+)$/.exec(fileName)?.[1]?.toLowerCase() ?? '';
  const types: Readonly<Record<string, string>> = { png: 'image/png', jpg: 'image/jpeg', jpeg: 'image/jpeg', gif: 'image/gif', svg: 'image/svg+xml', csx: 'text/plain' };
  return types[extension] ?? 'application/octet-stream';
}
