/** How something stands, at a glance. */
export type Tone = 'good' | 'warn' | 'bad' | 'busy' | 'calm';
