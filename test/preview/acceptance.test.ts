import type { Comparison } from '../../src/preview/comparison';
import { accept } from '../../src/preview/consequences/acceptance';
import { consequence } from '../../src/preview/consequences/consequence';

const claim = consequence(
  'data/claim-shrunk',
  { object: 'self-hosted-ai/PersistentVolumeClaim/ollama-models', before: '200Gi', after: '100Gi' },
  { about: ['self-hosted-ai/PersistentVolumeClaim/ollama-models'] },
);
const other = { ...claim, about: ['self-hosted-ai/PersistentVolumeClaim/n8n-data'] };
const comparison: Comparison = {
  ...{
    environment: 'homelab',
    objects: [],
    relocations: [],
    texts: [],
    hosts: [],
    reach: [],
    unrendered: [],
    notes: [],
  },
  consequences: [claim, other],
};

const reasons = (text: string) =>
  accept([comparison], text).comparisons.flatMap(({ consequences }) => consequences.map(({ accepted }) => accepted));

describe('a risk is accepted', () => {
  it.each([
    ['for an object', 'accept-risk: data/claim-shrunk ollama-models because it is made anew anyway'],
    [
      'by its kind and name',
      'accept-risk: data/claim-shrunk PersistentVolumeClaim/ollama-models because it is made anew anyway',
    ],
    [
      'by its whole name',
      'accept-risk: data/claim-shrunk self-hosted-ai/PersistentVolumeClaim/ollama-models because it is made anew anyway',
    ],
    ['whatever the case', '  ACCEPT-RISK:   Data/Claim-Shrunk  Ollama-Models   BECAUSE it is made anew anyway  '],
    [
      'in a list, between backticks',
      '- `accept-risk`: `data/claim-shrunk` `ollama-models` because: it is made anew anyway',
    ],
    [
      'with the line ends of a web form',
      'Text.\r\n\r\naccept-risk: data/claim-shrunk ollama-models because it is made anew anyway\r\n',
    ],
    ['behind a comment', '<!-- why? -->accept-risk: data/claim-shrunk ollama-models because it is made anew anyway'],
    ['behind a fence', '```\ncode\n```\naccept-risk: data/claim-shrunk ollama-models because it is made anew anyway'],
  ])('%s', (_, text) => {
    expect(reasons(text)).toEqual(['it is made anew anyway', undefined]);
  });

  it('for all objects where none is named', () => {
    expect(reasons('accept-risk: data/claim-shrunk because both are scratch')).toEqual([
      'both are scratch',
      'both are scratch',
    ]);
  });
});

describe('nothing is accepted', () => {
  it.each([
    ['in a comment', '<!-- accept-risk: data/claim-shrunk because it is fine -->'],
    ['in a comment of several lines', '<!--\naccept-risk: data/claim-shrunk because it is fine\n-->'],
    ['in a fence', '```\naccept-risk: data/claim-shrunk because it is fine\n```'],
    ['in a fence of tildes that holds backticks', '~~~\n```\naccept-risk: data/claim-shrunk because it is fine\n~~~'],
    ['in a fence that is not closed', 'Text\n````md\n```\naccept-risk: data/claim-shrunk because it is fine'],
    ['in an indented block', '    accept-risk: data/claim-shrunk because it is fine'],
    ['in a quotation', '> accept-risk: data/claim-shrunk because it is fine'],
    ['within a sentence', 'one may write accept-risk: data/claim-shrunk because it is fine'],
    ['for the end of a name', 'accept-risk: data/claim-shrunk models because it is fine'],
    ['for another code', 'accept-risk: data/claim-removed because it is fine'],
  ])('%s', (_, text) => {
    expect(reasons(text)).toEqual([undefined, undefined]);
  });
});

it('what is accepted in vain is told', () => {
  const text = [
    'accept-risk: data/claim-shrunk ollama-models because it is scratch',
    'accept-risk: data/claim-removed because it is scratch',
    'accept-risk: data/claim-shrunk tempo-data because it is scratch',
    'accept-risk: data/claim-shrink because it is scratch',
    'accept-risk: data/claim-shrunk ollama-models',
  ].join('\n');
  const { stale, misread } = accept([comparison], text);
  expect(stale).toEqual([
    { code: 'data/claim-removed', why: 'it is scratch' },
    { code: 'data/claim-shrunk', about: 'tempo-data', why: 'it is scratch' },
  ]);
  expect(misread).toEqual([
    "'accept-risk: data/claim-shrink because it is scratch' names no risk: did you mean 'data/claim-shrunk'?",
    "'accept-risk: data/claim-shrunk ollama-models' accepts nothing: write accept-risk: CODE [OBJECT] because WHY",
  ]);
});

it('an acceptance that one of several environments needs is not stale', () => {
  const empty = { ...comparison, environment: 'lab', consequences: [] };
  expect(accept([empty, comparison], 'accept-risk: data/claim-shrunk because it is scratch').stale).toEqual([]);
});
