import { globSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { DataSource } from 'typeorm';
import { openImports } from '../../server/import-conversation.ts';
import { Problem } from '../../server/problem.ts';
import { checkAgcomVersions } from './agcom-versions.ts';
import { EXPECTED, type Expected, expectationOf } from './expected-files.ts';
import type { Report } from './report.ts';
import { checkCrema, checkHouses } from './same-places.ts';
import { type FileTaker, takeFileOf } from './take-file.ts';

type Named = Expected & { file: string };

/** Every file of the folder of field data through the conversation, against what its README says. */
export async function checkFieldFiles(db: DataSource, folder: string, report: Report): Promise<void> {
  const imports = await openImports(db, { soleProcess: true });
  const known = EXPECTED.flatMap(({ file }) => (typeof file === 'string' ? [file] : []));
  const there = listFiles(folder);
  const takeFile: FileTaker = (what) => takeFileOf(imports, folder, what);
  try {
    // Those that others need come first.
    for (const file of [...new Set(known), ...there.filter((path) => !known.includes(path))]) {
      const expectations = expectationOf(file);
      if (expectations.length === 0) report.check(file, false, 'nothing is expected of it');
      for (const expected of expectations) await checkFile(takeFile, { ...expected, file }, report);
    }
    await checkAgcomVersions(db, folder, report);
    await checkCrema(db, takeFile, report);
    await checkHouses(db, folder, report);
  } finally {
    await imports.close();
  }
}

function listFiles(folder: string): string[] {
  return globSync('**/*', { cwd: folder, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
    .toSorted();
}

async function checkFile(takeFile: FileTaker, expected: Named, report: Report): Promise<void> {
  const { file, chosen = {}, refused, fault } = expected;
  const outcome = await takeFile(expected).catch((error: unknown) => {
    if (error instanceof Problem) return error;
    throw error;
  });
  const faults = outcome instanceof Problem ? [] : (outcome.run.report?.faults ?? []);
  if (outcome instanceof Problem || refused) {
    const said = outcome instanceof Problem ? outcome.detail.en : (faults[0]?.reason.en ?? 'read');
    report.check(`${file} is refused`, refused?.test(said) ?? false, said.slice(0, 200));
    return;
  }
  const { upload, choices, run } = outcome;
  const seen = {
    format: upload.format,
    encoding: choices.encoding,
    epsg: choices.epsg,
    read: run.report?.rowsRead,
    faultless: run.report?.rowsFaultless,
  };
  const told = Object.keys(seen).filter((name) => expected[name as keyof typeof seen] !== undefined);
  const asked = Object.fromEntries(told.map((name) => [name, expected[name as keyof typeof seen]]));
  const holds =
    told.every((name) => seen[name as keyof typeof seen] === asked[name]) &&
    (fault === undefined || faults.some(({ reason }) => fault.test(reason.en)));
  const layer = chosen.layer ? `, ${chosen.layer}` : '';
  report.check(
    `${file}${layer} as ${choices.kind}`,
    holds,
    `${JSON.stringify(seen)}, expected ${JSON.stringify(asked)}${faults[0] ? `; ${faults[0].reason.en}` : ''}`,
  );
}
