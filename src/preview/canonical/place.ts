/** One place in an object, on the way down. */
export interface Place {
  readonly kind: string;
  /** Of Kubernetes itself: it is known which fields mean something when they are empty. */
  readonly known: boolean;
  /** Names of the fields above, this one last. Members of lists have that of their list. */
  readonly path: readonly string[];
}
