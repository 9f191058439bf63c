import { join } from 'node:path';
import ts from 'typescript';
import { ROOT } from './support/steading';

const WIRES = join(ROOT, 'test/wiring.test-d.ts');
/** A file that is not on disk: what the compiler says of it shows that an expectation which does not come true is an error. */
const UNUSED = join(ROOT, 'test/unused.test-d.ts');
const TEXTS: Record<string, string> = {
  [UNUSED]: '// @ts-expect-error nothing is wrong here\nexport const right = 1;\n',
};

it('wrong wires do not compile, right ones do, and no expectation is unused', () => {
  const { config } = ts.readConfigFile(join(ROOT, 'tsconfig.json'), ts.sys.readFile);
  const { options } = ts.parseJsonConfigFileContent({ ...config, include: [], files: [WIRES] }, ts.sys, ROOT);
  const host = ts.createCompilerHost(options);
  const { fileExists, getSourceFile } = host;
  host.fileExists = (file) => file in TEXTS || fileExists(file);
  host.getSourceFile = (file, languageVersion, ...rest) =>
    file in TEXTS
      ? ts.createSourceFile(file, TEXTS[file] ?? '', languageVersion)
      : getSourceFile(file, languageVersion, ...rest);

  const program = ts.createProgram([WIRES, UNUSED], options, host);
  const said = (file: string) =>
    ts.getPreEmitDiagnostics(program, program.getSourceFile(file)).map(({ start = 0, messageText, file: at }) => {
      const line = (at?.getLineAndCharacterOfPosition(start).line ?? 0) + 1;
      return `${line}: ${ts.flattenDiagnosticMessageText(messageText, ' ')}`;
    });
  expect(said(WIRES)).toEqual([]);
  expect(said(UNUSED)).toEqual(["1: Unused '@ts-expect-error' directive."]);
});
