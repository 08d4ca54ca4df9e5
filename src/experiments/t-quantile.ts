import { studentTail } from '../datasets/drift/student-t.ts';

/**
 * The t that a Student t with `degrees` degrees of freedom exceeds with the probability `tail`, by bisection to the last digits of a
 * double.
 *
 * @param tail 0 < tail ≤ 0.5: 0.025 for a two-sided 95% interval
 */
export function tQuantile(tail: number, degrees: number): number {
  let low = 0;
  let high = 1;
  while (studentTail(high, degrees) > tail) high *= 2;
  for (;;) {
    const middle = (low + high) / 2;
    if (middle === low || middle === high) return middle;
    if (studentTail(middle, degrees) > tail) low = middle;
    else high = middle;
  }
}
