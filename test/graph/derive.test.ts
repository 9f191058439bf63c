import { Construct } from 'constructs';
import { Component } from '../../src';
import { declare } from '../support/declare';

it('a component may hold as many constructs as memory does', () => {
  const { graph } = declare((stack) => {
    const crowd = new Component(stack, 'crowd');
    for (let i = 0; i < 150_000; i++) new Construct(crowd, String(i));
  });
  expect(graph.components.map(({ name }) => name)).toEqual(['crowd']);
});
