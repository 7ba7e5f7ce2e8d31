import { language } from '../address.ts';
import type { TargetList } from '../api.ts';
import { formatDay, formatSpeed } from '../format.ts';
import { Emphasised } from '../parts/emphasised.tsx';
import { useFocusedHeading } from '../parts/focus-heading.ts';
import { Waiting } from '../parts/waiting.tsx';
import { municipalities, status, targets } from '../state.ts';
import { methodWords } from '../words/words.ts';

/** The method in words, with its version, its targets and its thresholds. */
export function MethodPage() {
  const heading = useFocusedHeading();
  const say = methodWords.value;
  const version = municipalities.value.value?.methodVersion ?? status.value?.methodVersion;
  return (
    <main id="content" class="text-page" tabIndex={-1}>
      <h1 ref={heading} tabIndex={-1}>
        {say.title}
      </h1>
      <p class="lead">{say.lead}</p>
      {version && (
        <p>
          <Emphasised text={say.version(version)} />
        </p>
      )}
      {say.sections.map(({ title, paragraphs }) => (
        <section key={title}>
          <h2>{title}</h2>
          {paragraphs.map((text) => (
            <p key={text}>
              <Emphasised text={text} />
            </p>
          ))}
        </section>
      ))}
      <Waiting for={targets.value}>{(list) => <Targets list={list} />}</Waiting>
    </main>
  );
}

function Targets({ list: { items, thresholds } }: { list: TargetList }) {
  const say = methodWords.value;
  const spoken = language.value;
  return (
    <>
      <h2>{say.targets}</h2>
      <div class="scroll-x" tabIndex={0} role="region" aria-label={say.targets}>
        <table class="list-table text-table">
          <thead>
            <tr>
              <th scope="col">{say.speed}</th>
              <th scope="col">{say.targetName}</th>
              <th scope="col">{say.technologies}</th>
              <th scope="col">{say.source}</th>
            </tr>
          </thead>
          <tbody>
            {items.map(({ downMbps, nameIt, nameEn, technologies, source }) => (
              <tr key={downMbps}>
                <th scope="row" class="unbroken">
                  {formatSpeed(downMbps, spoken)}
                </th>
                <td>{spoken === 'it' ? nameIt : nameEn}</td>
                <td>{say[technologies]}</td>
                <td>{source}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <h2>{say.thresholds(thresholds.name, formatDay(thresholds.date, spoken))}</h2>
      <div class="scroll-x" tabIndex={0} role="region" aria-label={thresholds.name}>
        <table class="list-table text-table">
          <thead>
            <tr>
              <th scope="col">{say.threshold}</th>
              <th scope="col">{say.value}</th>
              <th scope="col">{say.source}</th>
            </tr>
          </thead>
          <tbody>
            {thresholds.figures.map(({ key, value, source }) => (
              <tr key={key}>
                <th scope="row">{say.thresholdNames[key] ?? key}</th>
                <td>{value.replaceAll('>=', '≥').replaceAll('<=', '≤').replaceAll('->', '→')}</td>
                <td>{source}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}
