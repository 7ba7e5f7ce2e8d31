import { openFreshEmbedded, openFreshNative } from './acceptance/databases.ts';
import { checkFieldFiles } from './acceptance/field-files.ts';
import { Report } from './acceptance/report.ts';
const d =
  process.argv[2] === 'embedded' ? await openFreshEmbedded() : await openFreshNative(process.env['DATABASE_URL']!);
const r = new Report((l) => console.log(l));
try {
  await checkFieldFiles(d.dataSource, '/work/shared/data', r);
} finally {
  await d.close();
}
r.close();
