/** A one-to-one walk through [0, count), and its way back: neighbours do not look alike. */
export interface Scatter {
  to(n: number): number;
  from(place: number): number;
}

export function scatter(count: number, offset: number): Scatter {
  const stride = coprime(Math.floor(count * 0.618_033_988_7), count);
  const back = inverse(stride, count);
  const start = offset % count;
  return {
    to: (n) => (product(n % count, stride, count) + start) % count,
    from: (place) => product((place - start + count) % count, back, count),
  };
}

/** `a * b` modulo `count`; a product of two 32-bit numbers needs more than a double holds. */
const product = (a: number, b: number, count: number): number =>
  Number.isSafeInteger(a * b) ? (a * b) % count : Number.isNaN(a) ? a : Number((BigInt(a) * BigInt(b)) % BigInt(count));

function coprime(start: number, count: number): number {
  let candidate = Math.max(1, start);
  while (gcd(candidate, count) !== 1) candidate++;
  return candidate;
}

const gcd = (a: number, b: number): number => (b === 0 ? a : gcd(b, a % b));

/** The multiplicative inverse modulo `count`, by the extended Euclidean algorithm. */
function inverse(value: number, count: number): number {
  let [r, next, t, following] = [count, value % count, 0, 1];
  while (next !== 0) {
    const quotient = Math.floor(r / next);
    [r, next] = [next, r - quotient * next];
    [t, following] = [following, t - quotient * following];
  }
  return ((t % count) + count) % count;
}
