import type { Format } from './format-reader.ts';

/** What is told of a JSON text by the members of its outermost object. */
interface Outermost {
  members: Set<string>;
  type: string | null;
  /** another value begins after the first has ended */
  isSequence: boolean;
}

const TOKEN = /"(?:[^"\\]|\\.)*"|[{}[\],:]|[^\s{}[\],:"]+/gs;

/**
 * Tells which format of JSON a text is in; what is none of the known ones is taken for GeoJSON, whose reader says
 * what is wrong with it.
 *
 * @param text  the beginning of the file; it may be cut anywhere
 */
export function recogniseJson(text: string): Format {
  if (text.trimStart().startsWith('\x1e')) return 'geojsonSequence';
  const { members, type, isSequence } = readOutermost(text);
  const has = (...names: string[]) => names.every((name) => members.has(name));
  if (type === 'Topology' || has('objects', 'arcs')) return 'topojson';
  if (type === 'FeatureCollection') return 'geojson';
  if (has('networks') || (type === null && (has('nodes', 'spans') || (has('id') && (has('nodes') || has('spans')))))) {
    return 'ofdsJson';
  }
  return isSequence ? 'geojsonSequence' : 'geojson';
}

function readOutermost(text: string): Outermost {
  const members = new Set<string>();
  let type: string | null = null;
  let depth = 0;
  let name: string | null = null;
  let previous = '';
  for (const [token] of text.matchAll(TOKEN)) {
    if (depth === 0 && previous === '}') return { members, type, isSequence: token === '{' };
    if (depth === 1 && token === ':') {
      name = textOf(previous);
      members.add(name);
    } else if (depth === 1 && name === 'type' && previous === ':' && token.startsWith('"')) type = textOf(token);
    if (token === '{' || token === '[') depth += 1;
    if (token === '}' || token === ']') depth -= 1;
    previous = token;
  }
  return { members, type, isSequence: false };
}

function textOf(token: string): string {
  try {
    return String(JSON.parse(token));
  } catch {
    return token;
  }
}
