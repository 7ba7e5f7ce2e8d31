import { type Box, boxesMeet, boxOf, boxWithin } from '../../server/geo/box.ts';
import type { GapSegment, GapTarget } from '../../server/gaps/gap-input.ts';
import { type Caller, getGapInput, listBoundaries } from '../api.ts';
import { readGapInput } from '../../server/gaps/gap-input-json.ts';
import { FollowedMunicipality } from './followed-municipality.ts';

/** How far around the segment the names of municipalities are known beforehand, m. */
const KNOWN_AROUND_M = 8000;
/** As the server reads coverage: wider only where a firm's nearest service lies beyond. */
const COVERAGE_WITHIN_M = [1000, 5000, 25_000] as const;

/** The municipalities around a segment; each is fetched once, when it is first wanted. */
export class Neighbourhood {
  readonly #loading = new Map<string, Promise<FollowedMunicipality>>();
  readonly #loaded = new Map<string, FollowedMunicipality>();
  #known: { area: Box; municipalities: { code: string; name: string; box: Box }[] } | null = null;
  #isLearning = false;

  /** Those that the segment's reach may touch, as far as they are known; where it lies outside of what is known, that grows. */
  around(segment: GapSegment, caller: Caller, grown: () => void): { code: string; name: string }[] {
    const reach = boxWithin(segment.box, segment.reachM ?? 0);
    if ((this.#known === null || !holdsBox(this.#known.area, reach)) && !this.#isLearning) {
      this.#isLearning = true;
      // Failing, it is tried again with the next question.
      void this.#learn(segment, caller)
        .then(grown, () => {})
        .finally(() => (this.#isLearning = false));
    }
    return this.#known?.municipalities.filter(({ box }) => boxesMeet(box, reach)) ?? [];
  }

  /** Resolves when the names around the segment have been learned once. */
  async ready(segment: GapSegment, caller: Caller): Promise<void> {
    if (this.#known === null) await this.#learn(segment, caller);
  }

  async #learn(segment: GapSegment, caller: Caller): Promise<void> {
    const area = boxWithin(segment.box, (segment.reachM ?? 0) + KNOWN_AROUND_M);
    const { features } = await listBoundaries({ bbox: area }, caller);
    const municipalities = features.map(({ id, geometry, properties }) => ({
      code: id,
      name: properties.name,
      box: boxOf(geometry.coordinates),
    }));
    this.#known = { area, municipalities };
  }

  /** The municipality, settled at the target, if it is there already. */
  at(code: string, target: GapTarget): FollowedMunicipality | null {
    const loaded = this.#loaded.get(code);
    return loaded?.isSettled(target) ? loaded : null;
  }

  /** Fetches a municipality, and wider until its figures are settled at the target. */
  async load(code: string, target: GapTarget, caller: Caller): Promise<FollowedMunicipality> {
    const key = `${code} ${target.downMbps} ${target.technologies}`;
    const loading = this.#loading.get(key) ?? this.#fetch(code, target, caller);
    this.#loading.set(key, loading);
    try {
      return await loading;
    } finally {
      this.#loading.delete(key);
    }
  }

  async #fetch(code: string, target: GapTarget, caller: Caller): Promise<FollowedMunicipality> {
    const name = this.#known?.municipalities.find((one) => one.code === code)?.name ?? code;
    for (const withinM of COVERAGE_WITHIN_M) {
      const fetched = new FollowedMunicipality(name, readGapInput(await getGapInput(code, withinM, caller)));
      this.#loaded.set(code, fetched);
      if (fetched.isSettled(target)) return fetched;
    }
    return this.#loaded.get(code)!;
  }
}

const holdsBox = (outer: Box, inner: Box): boolean =>
  outer[0] <= inner[0] && outer[1] <= inner[1] && outer[2] >= inner[2] && outer[3] >= inner[3];
