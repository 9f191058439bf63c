import { ApiObject } from 'cdk8s';
import { Component } from '../../src';
import { objects } from '../../src/checks/object/objects';
import { declare } from '../support/declare';

/** The forms that names of this kind are asked to have. */
function asked(kind: string, name: string): string[] {
  const { graph, artifacts } = declare((stack) => {
    new ApiObject(new Component(stack, 'web'), 'object', { apiVersion: 'v1', kind, metadata: { name } });
  });
  return objects({ graph, artifacts, sealed: new Map(), schemas: new Map() }).map(({ code }) => code);
}

const BAD = ['object/bad-name'];

it.each(['a/b', 'a%b', '.', '..'])('no path holds the name %j of a binding', (name) => {
  expect(asked('RoleBinding', name)).toEqual(BAD);
});

it.each(['system:node', 'Upper', 'with space'])('a Role may be called %j, and a ConfigMap may not', (name) => {
  expect([asked('Role', name), asked('ConfigMap', name)]).toEqual([[], BAD]);
});

it('a Service is called by one label, a ConfigMap by several', () => {
  expect([asked('Service', 'a.b'), asked('ConfigMap', 'a.b')]).toEqual([BAD, []]);
});
