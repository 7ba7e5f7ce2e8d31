/** How much of a file is taken before it is refused: whoever sends one may be careless, or worse. */
export interface FileLimits {
  /** of the file as it was sent */
  fileBytes: number;
  /** files inside one archive */
  archiveMembers: number;
  /** of all members of an archive together, counted while they are unpacked */
  unpackedBytes: number;
  /** unpacked to packed, counted while unpacking; what is unpacked to a few megabytes is not asked for it */
  unpackedRatio: number;
  /** of one feature */
  vertices: number;
  /** levels of JSON or XML inside one another */
  depth: number;
}

const MB = 1024 * 1024;

export const FILE_LIMITS: Readonly<FileLimits> = Object.freeze({
  fileBytes: 2048 * MB,
  archiveMembers: 10_000,
  unpackedBytes: 4096 * MB,
  unpackedRatio: 200,
  vertices: 1_000_000,
  depth: 64,
});
