import loadHighs from 'highs';

/** The solver in this thread. Its types are those of its CommonJS form, which has the function under `default`. */
export const loadSolver = () => (loadHighs as unknown as typeof loadHighs.default)();
