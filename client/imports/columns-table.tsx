import { language } from '../address.ts';
import { choices, choose, preview, upload } from './conversation.ts';
import { importWords } from './import-words.ts';

/** Which column of the file says what; put right with a choice, shown again at once. */
export function ColumnsTable() {
  const say = importWords.value.columns;
  const shown = preview.value.value;
  const chosen = choices.value;
  if (shown === null || chosen === null) return null;
  const names = fileColumns();
  return (
    <section class="import-step" aria-labelledby="import-columns">
      <h2 id="import-columns">{say.title}</h2>
      <div class="import-scroll" role="region" aria-labelledby="import-columns" tabIndex={0}>
        <table class="import-table import-columns">
          <caption class="visually-hidden">{say.caption}</caption>
          <thead>
            <tr>
              <th scope="col">{say.meaning}</th>
              <th scope="col">{say.from}</th>
              <th scope="col">{say.samples}</th>
            </tr>
          </thead>
          <tbody>
            {shown.columns.map(({ name, required, meaning, samples }) => (
              <tr key={name}>
                <th scope="row">
                  {meaning[language.value]} <code>{name}</code>
                  {required && <span class="import-required">{say.required}</span>}
                </th>
                <td>
                  <select
                    aria-label={say.choose(name)}
                    value={chosen.columns[name] ?? ''}
                    onChange={({ currentTarget }) =>
                      choose({ ...chosen, columns: { ...chosen.columns, [name]: currentTarget.value || null } })
                    }
                  >
                    <option value="">{say.none}</option>
                    {names.map((column) => (
                      <option key={column} value={column}>
                        {column}
                      </option>
                    ))}
                  </select>
                </td>
                <td class="import-samples">{samples.join(' · ')}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p class="import-hint">
        {shown.unused.length === 0 ? say.allUsed : `${say.unused(shown.unused.length)} ${shown.unused.join(', ')}`}
      </p>
    </section>
  );
}

/** Names in the order of the file; with another header or encoding they are those that the preview has met. */
function fileColumns(): string[] {
  const shown = preview.value.value!;
  const met = [...shown.columns.flatMap(({ from }) => (from === null ? [] : [from])), ...shown.unused];
  const layer = upload.value?.layers.find(({ name }) => name === choices.value?.layer) ?? upload.value?.layers[0];
  const told = (layer?.columns ?? []).filter((name) => met.includes(name));
  return [...new Set([...told, ...met])];
}
