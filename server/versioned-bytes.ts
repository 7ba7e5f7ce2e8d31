import type { Request, Response } from 'express';
import { gunzipSync } from 'node:zlib';
import type { FileType } from './contract.ts';

/** Bytes as they are kept: gzipped where that pays. */
export interface PackedBytes {
  bytes: Uint8Array;
  gzipped: boolean;
}

/** An answer whose version is known before it is made. */
export interface VersionedBytes {
  /** Another one wherever the bytes could differ; printable, without quotes. */
  version: string;
  /** Null where the one who asks has gone away. */
  read: () => Promise<PackedBytes | null>;
}

/** Bytes to be saved under a name, such as `piano.pdf`. */
export interface VersionedFile extends VersionedBytes {
  mediaType: FileType;
  fileName: string;
}

export const plainBytes = ({ bytes, gzipped }: PackedBytes): Uint8Array => (gzipped ? gunzipSync(bytes) : bytes);

/**
 * Sends bytes as the one who asks accepts them; makes none for who has this version already.
 *
 * @param check  throws where the bytes, unpacked, are not what they should be
 */
export async function sendBytes(
  { version, read }: VersionedBytes,
  mediaType: string,
  request: Request,
  response: Response,
  check: (bytes: () => Uint8Array) => void,
): Promise<void> {
  const etag = `W/"${version}"`;
  response.vary('Accept-Encoding');
  if (request.get('If-None-Match')?.split(/ *, */).includes(etag)) {
    response.set('ETag', etag).status(304).end();
    return;
  }
  const packed = await read();
  if (packed === null) return;
  check(() => plainBytes(packed));
  const asKept = packed.gzipped && request.acceptsEncodings('gzip') !== false;
  if (asKept) response.set('Content-Encoding', 'gzip');
  const { buffer, byteOffset, byteLength } = asKept ? packed.bytes : plainBytes(packed);
  response
    .set('ETag', etag)
    .type(mediaType)
    .send(Buffer.from(buffer, byteOffset, byteLength));
}
