import { Problem } from '../../problem.ts';
import type { FormatReader, Layer, Reading } from './format-reader.ts';
import type { Source } from './source.ts';

/** One of several files of an archive that can be read. */
export interface Part {
  format: FormatReader['format'];
  source: Source;
  reader: FormatReader;
}

/** Reads several files of one archive as one, whose layers are theirs: `member/layer`, or `member` where it has one. */
export function readMembers(parts: readonly Part[]): FormatReader {
  return {
    format: parts[0]!.format,
    layers: async () => {
      const layers: Layer[] = [];
      for (const part of parts) {
        const named = await part.reader.layers(part.source);
        layers.push(...named.map((layer) => ({ ...layer, name: layerName(part.source, layer.name) })));
      }
      return layers;
    },
    read: async function* (_source, reading: Reading) {
      const { layer = null } = reading;
      if (layer === null) return yield* parts[0]!.reader.read(parts[0]!.source, reading);
      for (const { source, reader } of parts) {
        const whole = layerName(source, '');
        const own = layer === whole ? null : layer.slice(whole.length + 1);
        if (own === null || layer.startsWith(`${whole}/`))
          return yield* reader.read(source, { ...reading, layer: own });
      }
      throw noLayer(layer);
    },
  };
}

function layerName({ folder = '', name }: Source, layer: string): string {
  return [folder, name, layer].filter((piece) => piece !== '').join('/');
}

/** What a reader throws that is asked for a layer which the file does not have. */
export function noLayer(name: string): Problem {
  const shown = name.slice(0, 100);
  return new Problem('file-unreadable', {
    en: `The file has no layer "${shown}"`,
    it: `Il file non ha un layer "${shown}"`,
  });
}
