/** What a user may do, by names of topics; a name that ends in `*` means all that begin so. */
export interface Rights {
  /** Its consumer groups begin with its own name. @default [] */
  readonly reads?: readonly string[];
  /** @default [] */
  readonly writes?: readonly string[];
}

/** Kafka's rules for it, in the words of a KafkaUser. */
export function rules(user: string, { reads = [], writes = [] }: Rights) {
  const topics = (names: readonly string[], operations: readonly string[]) =>
    names.map((name) => ({ resource: pattern('topic', name), operations }));
  return [
    ...topics(reads, ['Describe', 'Read']),
    ...topics(writes, ['Describe', 'Write']),
    ...(reads.length > 0 ? [{ resource: pattern('group', `${user}*`), operations: ['Read'] }] : []),
  ];
}

function pattern(type: 'topic' | 'group', name: string) {
  return name.endsWith('*')
    ? { type, name: name.slice(0, -1), patternType: 'prefix' }
    : { type, name, patternType: 'literal' };
}
