import { posix } from 'node:path';
import ts from 'typescript';

export interface Import {
  /** Path from the root of the project without `.ts`, or the name of a package. */
  readonly of: string;
  /** Whether it is a file of the project. */
  readonly ours: boolean;
  /** Gone once the program is compiled. */
  readonly typeOnly: boolean;
  /** Written as a call: the module is read while the program runs. */
  readonly dynamic: boolean;
  readonly names: readonly string[];
}

/** Everything that a file imports, in whatever way it says so. */
export function importsOf(path: string, text: string): Import[] {
  const found: Import[] = [];
  const add = (specifier: ts.Node | undefined, more: Partial<Import>) => {
    if (!specifier || !ts.isStringLiteralLike(specifier)) {
      found.push({ of: 'a name that is worked out', ours: false, typeOnly: false, dynamic: true, names: [], ...more });
      return;
    }
    const ours = specifier.text.startsWith('.');
    const of = ours ? posix.join(posix.dirname(path), specifier.text).replace(/\.ts$/, '') : specifier.text;
    found.push({ of, ours, typeOnly: false, dynamic: false, names: [], ...more });
  };
  walk(path, text, (node) => {
    if (ts.isImportDeclaration(node)) {
      const { name, namedBindings, isTypeOnly } = node.importClause ?? { name: undefined, namedBindings: undefined };
      const elements = namedBindings && ts.isNamedImports(namedBindings) ? [...namedBindings.elements] : [];
      const whole = name !== undefined || (namedBindings !== undefined && ts.isNamespaceImport(namedBindings));
      const onlyTypes = !whole && elements.length > 0 && elements.every((element) => element.isTypeOnly);
      const names = elements
        .filter((element) => !element.isTypeOnly)
        .map((element) => (element.propertyName ?? element.name).text);
      add(node.moduleSpecifier, { typeOnly: isTypeOnly === true || onlyTypes, names: whole ? ['*'] : names });
    } else if (ts.isExportDeclaration(node) && node.moduleSpecifier) {
      add(node.moduleSpecifier, { typeOnly: node.isTypeOnly, names: ['*'] });
    } else if (ts.isImportEqualsDeclaration(node) && ts.isExternalModuleReference(node.moduleReference)) {
      add(node.moduleReference.expression, { names: ['*'] });
    } else if (ts.isImportTypeNode(node)) {
      add(ts.isLiteralTypeNode(node.argument) ? node.argument.literal : undefined, { typeOnly: true });
    } else if (ts.isCallExpression(node)) {
      const { expression, arguments: args } = node;
      const loads = expression.kind === ts.SyntaxKind.ImportKeyword || expression.getText() === 'require';
      if (loads) add(args[0], { dynamic: true, names: ['*'] });
    }
  });
  return found;
}

/** Which of these global names a file uses as values: `Date`, `process.env`, `Math.random` … A member of the same name is another thing. */
export function globalsOf(path: string, text: string, names: readonly string[]): string[] {
  const found = new Set<string>();
  walk(path, text, (node) => {
    if (!ts.isIdentifier(node)) return;
    const { parent } = node;
    const isMember = ts.isPropertyAccessExpression(parent) && parent.name === node;
    const isType = ts.isTypeReferenceNode(parent) || ts.isQualifiedName(parent) || ts.isTypeQueryNode(parent);
    const isName = (ts.isPropertyAssignment(parent) || ts.isPropertySignature(parent)) && parent.name === node;
    if (isMember || isType || isName) return;
    const access = ts.isPropertyAccessExpression(parent) ? `${node.text}.${parent.name.text}` : node.text;
    for (const name of names) if (name === node.text || name === access) found.add(access);
  });
  return [...found].sort();
}

function walk(path: string, text: string, look: (node: ts.Node) => void): void {
  const visit = (node: ts.Node): void => {
    look(node);
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(path, text, ts.ScriptTarget.ES2022, true));
}
