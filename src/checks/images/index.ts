import type { Check } from '../check';
import { architecture } from './architecture';
import { dead } from './dead';
import { pages } from './pages';
import { pins } from './pins';

/** What is run, whoever runs it. */
export const images: readonly Check[] = [architecture, dead, pages, pins];
