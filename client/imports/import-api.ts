import type * as datasetContract from '../../server/datasets/contract.ts';
import type { checkUpload, Choices, Preview, Run, Upload } from '../../server/imports/contract.ts';
import type { z } from 'zod';
import { language } from '../address.ts';
import { type Answer, API, type Caller, get, queryString } from '../api.ts';
import { sendJson } from '../fetch-json.ts';
import { keyed } from './ask-for-key.ts';

// The URLs of imports and versions: apart from the others, so that the page of data alone loads them.

export type { Choices, Preview, Run, Upload } from '../../server/imports/contract.ts';
export type { Change, ChangeCounts, ChangeKind, Dataset, DatasetVersion } from '../../server/datasets/contract.ts';
export type PreviewRow = Preview['rows'][number];
export type Checking = z.input<NonNullable<typeof checkUpload.body>>;
export type Description = Checking['dataset'];
export type Proposal = { kind: Choices['kind'] | null; layer: string | null };

type Method = Parameters<typeof sendJson>[0];

/** Asks what an administrator alone may ask; the key is asked for where nobody has given one. */
const ask = <T>(method: Method, path: string, body?: unknown, signal?: AbortSignal): Promise<T> =>
  keyed((key) => sendJson<T>(method, API + path, body, key, { language: language.peek(), ...(signal && { signal }) }));

export const uploadUrl = (fileName: string): string => `${API}/uploads${queryString({ fileName })}`;
export const getUpload = (id: string) => ask<Upload>('GET', `/uploads/${id}`);
export const removeUpload = (id: string) => ask<{ removed: string }>('DELETE', `/uploads/${id}`);
export const previewUpload = (id: string, choices: Choices, signal: AbortSignal) =>
  ask<Preview>('POST', `/uploads/${id}/preview`, choices, signal);
export const proposeChoices = (id: string, wish: Proposal, signal: AbortSignal) =>
  ask<Choices>('POST', `/uploads/${id}/proposal`, wish, signal);
export const check = (id: string, checking: Checking) => ask<Run>('POST', `/uploads/${id}/runs`, checking);
export const getRun = (id: string, signal: AbortSignal) => ask<Run>('GET', `/runs/${id}`, undefined, signal);
export const importRun = (id: string, rows: 'all' | 'faultless') => ask<Run>('POST', `/runs/${id}/import`, { rows });
export const cancelRun = (id: string) => ask<Run>('DELETE', `/runs/${id}`);
export const faultsUrl = (id: string): string => `${API}/runs/${id}/faults.csv${queryString({ lang: language.value })}`;

export type VersionList = Answer<typeof datasetContract.listVersions>;
export type ChangeList = Answer<typeof datasetContract.listChanges>;
export const listVersions = (dataset: number, caller: Caller) =>
  get<VersionList>(`/datasets/${dataset}/versions`, {}, caller);
export const listChanges = (dataset: number, number: number, offset: number, caller: Caller) =>
  get<ChangeList>(`/datasets/${dataset}/versions/${number}/changes`, { limit: 50, offset }, caller);
export const changesUrl = (dataset: number, number: number): string =>
  `${API}/datasets/${dataset}/versions/${number}/changes.csv${queryString({ lang: language.value })}`;
export const takeBack = (dataset: number, version: number) =>
  ask<Answer<typeof datasetContract.takeBackVersion>>('POST', `/datasets/${dataset}/take-back`, { version });
