import type { Check } from '../check';
import { capacity } from './capacity';
import { claims } from './claims';
import { grace } from './grace';
import { jobs } from './jobs';
import { probes } from './probes';
import { requests } from './requests';
import { spread } from './spread';
import { stateful } from './stateful';

/** Objects that are taken and run badly. */
export const running: readonly Check[] = [capacity, claims, grace, jobs, probes, requests, spread, stateful];
