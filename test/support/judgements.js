const { mkdtempSync, readFileSync, rmSync, writeFileSync } = require('node:fs');
const { tmpdir } = require('node:os');
const { basename, join } = require('node:path');

/** What `npm run test:judges` ends with: who judged what, how long it took, and what nobody judged. */
module.exports = class Judgements {
  onRunStart() {
    this.folder = mkdtempSync(join(tmpdir(), 'steading-judgements-'));
    this.file = join(this.folder, 'all');
    writeFileSync(this.file, '');
    process.env.STEADING_JUDGEMENTS = this.file;
  }

  onRunComplete(_, { testResults }) {
    const lines = readFileSync(this.file, 'utf8').split('\n').filter(Boolean);
    rmSync(this.folder, { recursive: true });
    const text = report(
      lines.map((line) => JSON.parse(line)),
      testResults,
    );
    // After jest's own summary.
    process.once('exit', () => process.stderr.write(text));
  }
};

function report(judgements, suites) {
  const judges = grouped(judgements);
  const rows = [...judges].map(([judge, all]) => [total(all.map(({ seconds }) => seconds)), judge, counted(all)]);
  const took = suites.map(({ testFilePath, perfStats }) => [perfStats.runtime / 1000, basename(testFilePath)]);
  const skipped = suites.flatMap(({ testFilePath, testResults }) =>
    testResults
      .filter(({ status }) => status === 'pending')
      .map(({ fullName }) => `  ${basename(testFilePath)}: ${fullName}`),
  );
  return [
    ['', 'judged by'],
    table(rows),
    ['', 'suites'],
    table(took),
    skipped.length > 0 ? ['', 'not judged here', ...skipped] : [],
    [''],
  ]
    .flat()
    .join('\n');
}

function grouped(judgements) {
  const groups = new Map();
  for (const one of judgements) groups.set(one.judge, [...(groups.get(one.judge) ?? []), one]);
  return groups;
}

const total = (numbers) => numbers.reduce((sum, number) => sum + number, 0);
const counted = (all) => (all.length === 1 ? all[0].what : `${all.length} judgements`);

/** Rows that begin with seconds, the longest first. */
function table(rows) {
  return rows
    .sort(([a], [b]) => b - a)
    .map(([seconds, ...rest]) => `${seconds.toFixed(1).padStart(8)} s  ${rest.join(': ')}`);
}
