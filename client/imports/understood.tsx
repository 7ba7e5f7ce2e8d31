import { language } from '../address.ts';
import { words } from '../words/words.ts';
import { choices, choose, close, propose, upload } from './conversation.ts';
import { CrsChoice } from './crs-choice.tsx';
import type { Choices, Upload } from './import-api.ts';
import { importWords } from './import-words.ts';
import { megabytes } from './sending-part.tsx';
import { StepHeading } from './step-heading.tsx';
import { Choice } from './choice.tsx';

const ENCODINGS = ['utf-8', 'windows-1252', 'utf-16le', 'utf-16be'] as const satisfies Choices['encoding'][];
const DELIMITERS = [',', ';', '\t', '|'] as const satisfies Choices['delimiter'][];

/** What the program took the file for; whatever it got wrong is put right here. */
export function Understood() {
  const say = importWords.value.understood;
  const file = upload.value;
  const chosen = choices.value;
  if (file === null) return null;
  return (
    <section class="import-step" aria-labelledby="import-understood">
      <StepHeading id="import-understood" text={say.title} />
      <p class="import-file">
        <strong>{say.file(file.fileName, megabytes(file.bytes))}</strong> · {importWords.value.formats[file.format]}{' '}
        <button type="button" class="import-button" onClick={close}>
          {say.again}
        </button>
      </p>
      {file.remembered && <p class="note">{say.remembered}</p>}
      {file.doubts.length > 0 && (
        <div class="note note-warning">
          <p>
            <strong>{say.doubts}</strong>
          </p>
          <ul>
            {file.doubts.map((doubt) => (
              <li key={doubt.en}>{doubt[language.value]}</li>
            ))}
          </ul>
        </div>
      )}
      {chosen && <Fields file={file} chosen={chosen} />}
    </section>
  );
}

function Fields({ file, chosen }: { file: Upload; chosen: Choices }) {
  const say = importWords.value.understood;
  const { kinds } = words.value.datasets;
  const layer = file.layers.find(({ name }) => name === chosen.layer) ?? file.layers[0];
  return (
    <div class="import-fields">
      <Choice
        id="import-kind"
        label={say.kind}
        value={chosen.kind}
        options={(Object.keys(kinds) as Choices['kind'][]).map((kind) => [kind, kinds[kind]])}
        take={(kind) => void propose({ kind, layer: chosen.layer })}
      />
      {file.layers.length > 1 && (
        <Choice
          id="import-layer"
          label={say.layer}
          value={layer?.name ?? ''}
          options={file.layers.map(({ name, records }) => [name, layerText(name, records)])}
          take={(name) => void propose({ kind: null, layer: name })}
        />
      )}
      {layer?.encoding != null && (
        <Choice
          id="import-encoding"
          label={say.encoding}
          value={chosen.encoding ?? layer.encoding}
          options={ENCODINGS.map((encoding) => [encoding, encoding.toUpperCase()])}
          take={(encoding) => choose({ ...chosen, encoding })}
        />
      )}
      {layer?.delimiter != null && (
        <Choice
          id="import-delimiter"
          label={say.delimiter}
          value={chosen.delimiter ?? layer.delimiter}
          options={DELIMITERS.map((delimiter) => [delimiter, say.delimiters[delimiter]])}
          take={(delimiter) => choose({ ...chosen, delimiter })}
        />
      )}
      {layer?.headerLine != null && (
        <div class="import-field">
          <label for="import-header">{say.headerLine}</label>
          <input
            id="import-header"
            type="number"
            min={1}
            max={1000}
            value={chosen.headerLine ?? layer.headerLine}
            onChange={({ currentTarget }) => {
              const line = currentTarget.valueAsNumber;
              if (Number.isInteger(line) && line >= 1 && line <= 1000) choose({ ...chosen, headerLine: line });
            }}
          />
        </div>
      )}
      <Choice
        id="import-decimal"
        label={say.decimal}
        value={chosen.decimal}
        options={(['comma', 'point'] as const).map((mark) => [mark, say.decimals[mark]])}
        take={(decimal) => choose({ ...chosen, decimal })}
      />
      <CrsChoice declared={layer?.crs ?? null} chosen={chosen} />
    </div>
  );
}

function layerText(name: string, records: number | null): string {
  const say = importWords.value.understood;
  const shown = name === '' ? say.unnamedLayer : name;
  return records === null ? shown : say.layerRecords(shown, String(records));
}
