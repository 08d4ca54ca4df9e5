/**
 * A question of which at most one is under way for the same input: those that ask meanwhile share the next one, which begins once it has
 * ended. So nobody is answered with what was true before they asked, and a thousand readers cost as much as a few.
 */
export function sharedLook<Input, Answer>(look: (input: Input) => Promise<Answer>): (input: Input) => Promise<Answer> {
  const waves = new Map<string, { readonly running: Promise<Answer>; next?: Promise<Answer> }>();
  const begin = (key: string, input: Input): Promise<Answer> => {
    const running = look(input);
    const wave: { readonly running: Promise<Answer>; next?: Promise<Answer> } = { running };
    waves.set(key, wave);
    const end = (): void => {
      if (!wave.next) waves.delete(key);
    };
    running.then(end, end);
    return running;
  };
  return (input) => {
    const key = JSON.stringify(input);
    const wave = waves.get(key);
    if (!wave) return begin(key, input);
    const again = (): Promise<Answer> => begin(key, input);
    wave.next ??= wave.running.then(again, again);
    return wave.next;
  };
}
