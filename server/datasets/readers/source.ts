/**
 * A file to be read, or a file inside an archive. What it holds is read as it comes, never trusted, and never leads to
 * another file or to the network.
 */
export interface Source {
  /** its name, without folders */
  name: string;
  /** the folders that it lies in inside its archive, joined by /; absent or '' where in none */
  folder?: string;
  /** as it would be unpacked */
  bytes: number;
  /** The content from a byte on, in pieces of any size; each call begins anew. */
  read(from?: number): AsyncIterable<Uint8Array>;
  /** Where the content lies on disk, for who must read here and there in it; made when first asked for. */
  path(): Promise<string>;
  /** What lies beside it in the same archive, itself included; only itself where it came alone. */
  siblings: readonly Source[];
  /** What lies in it where it is a zip archive; null where it is none. */
  unpack?(): Promise<readonly Source[] | null>;
}
