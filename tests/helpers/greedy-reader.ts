// Program of a reading thread whose file makes it hold more and more.

const held: unknown[] = [];
for (;;) held.push(Array.from({ length: 1000 }, (_, at) => ({ at })));
