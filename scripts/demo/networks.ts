/** Invented networks; operators that sell on the same network count once. */
export const NETWORKS = {
  alfa: {
    network: 'Rete Alfa (dimostrativa)',
    operators: ['Operatore Uno (dimostrativo)', 'Operatore Due (dimostrativo)'],
  },
  beta: { network: 'Rete Beta (dimostrativa)', operators: ['Operatore Tre (dimostrativo)'] },
  gamma: { network: 'Rete Gamma Imprese (dimostrativa)', operators: ['Operatore Quattro (dimostrativo)'] },
  copper: { network: 'Rete Rame (dimostrativa)', operators: ['Operatore Rame (dimostrativo)'] },
  airOne: { network: 'Rete Radio Uno (dimostrativa)', operators: ['Operatore Aria (dimostrativo)'] },
  airTwo: { network: 'Rete Radio Due (dimostrativa)', operators: ['Operatore Vento (dimostrativo)'] },
} as const satisfies Record<string, { network: string; operators: readonly [string, ...string[]] }>;

export type NetworkKey = keyof typeof NETWORKS;
