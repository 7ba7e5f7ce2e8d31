/** A name for a data set, of the letters that names may have, from the name of a file. */
export function proposedName(fileName: string): string {
  const stem = fileName.replace(/(\.(geo)?json|\.csv|\.osm)?\.\w{1,10}$/i, '');
  const plain = stem
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/[^\w .()-]+/g, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim()
    .slice(0, 100)
    .trim();
  return plain === '' ? 'file' : plain;
}
