/** A word or phrase that does not belong in Shelfcast's text, and what to write instead. */
export interface OddWord {
  /** In lower case, with its inflections. `…` is one to four words. */
  readonly odd: readonly string[];
  readonly better: string;
}

/**
 * Words that a native engineer would not use here: archaic ones, and ordinary ones used in a sense of their own. `npm run words`
 * looks for them. A word in a code span is not looked at.
 */
export const oddWords: readonly OddWord[] = [
  { odd: ['a like'], better: 'a similar' },
  { odd: ['afresh', 'anew'], better: 'again' },
  { odd: ['all told'], better: 'in total' },
  { odd: ['amid', 'amidst'], better: 'among, during' },
  { odd: ['amiss'], better: 'wrong' },
  { odd: ['as it came', 'as they came'], better: 'as received' },
  { odd: ['astray'], better: 'wrong' },
  { odd: ['be had', 'was to be had', 'were to be had'], better: 'be available, be downloaded, be obtained' },
  { odd: ['befall', 'befalls', 'befell', 'befallen'], better: 'happen to' },
  { odd: ['beside'], better: 'next to, compared with, as well as, alongside' },
  { odd: ['betwixt'], better: 'between' },
  { odd: ['but for'], better: 'except for, except' },
  { odd: ['by itself', 'by themselves'], better: 'automatically, on its own, separately' },
  { odd: ['by way of'], better: 'through' },
  { odd: ['came of', 'come of', 'comes of', 'came of it'], better: 'result from, result' },
  { odd: ['came to nothing', 'come to nothing', 'comes to nothing'], better: 'fail, have no effect' },
  { odd: ['for ever'], better: 'forever, without limit' },
  { odd: ['for want of'], better: 'for lack of, without' },
  { odd: ['forthwith'], better: 'immediately' },
  { odd: ['go by', 'goes by', 'going by', 'gone by', 'went by'], better: 'use, follow, be based on' },
  { odd: ['go on', 'goes on', 'going on', 'gone on', 'went on'], better: 'continue' },
  { odd: ['gone back from', 'gone back to', 'went back from', 'went back to'], better: 'rolled back' },
  { odd: ['had a say', 'has a say', 'have a say'], better: 'count, be considered, affect' },
  { odd: ['hearken', 'hark'], better: 'listen' },
  { odd: ['heed', 'heeds', 'heeded'], better: 'follow, respect' },
  {
    odd: ['held against', 'held … against', 'hold … against', 'holding … against', 'holds … against'],
    better: 'compare with, check against',
  },
  { odd: ['henceforth'], better: 'from now on' },
  { odd: ['herein', 'therein', 'wherein'], better: 'in this, in which' },
  { odd: ['hitherto', 'heretofore'], better: 'so far, until now' },
  { odd: ['leave … alone', 'leaves … alone', 'left … alone'], better: 'do not affect, do not change' },
  { odd: ['lest'], better: 'so that … not' },
  { odd: ['likewise'], better: 'also, the same way' },
  { odd: ['mend', 'mends', 'mended', 'mending'], better: 'fix, correct, repair' },
  { odd: ['made-up'], better: 'synthetic' },
  { odd: ['naught', 'nought'], better: 'nothing, zero' },
  { odd: ['nobody knows'], better: 'unknown' },
  { odd: ['nothing but'], better: 'only' },
  { odd: ['and nothing else'], better: 'only' },
  { odd: ['of its own accord', 'of their own accord'], better: 'automatically, without being asked' },
  { odd: ['of old'], better: 'old, earlier' },
  { odd: ['put aside', 'puts aside'], better: 'hold back, keep' },
  { odd: ['put right'], better: 'fix, correct' },
  { odd: ['reckon', 'reckons', 'reckoned'], better: 'calculate, expect' },
  { odd: ['save for'], better: 'except for' },
  { odd: ['seldom'], better: 'rarely' },
  { odd: ['side by side'], better: 'in parallel, at the same time, next to each other' },
  { odd: ['so many'], better: 'a number of, this many, N' },
  {
    odd: ['speak against', 'speaks against', 'speak for', 'speaks for', 'spoke against', 'spoke for'],
    better: 'be evidence against, contradict, support',
  },
  { odd: ['stand for', 'standing for', 'stands for', 'stood for'], better: 'represent, mean' },
  { odd: ['taken for'], better: 'treat as' },
  { odd: ['take away', 'taken away', 'takes away', 'took away'], better: 'remove' },
  { odd: ['tells', 'told'], better: 'say, report, show, notify' },
  { odd: ['tidied', 'tidies', 'tidy'], better: 'clean up' },
  { odd: ['thence', 'whence'], better: 'from there, from which' },
  { odd: ['thereby', 'whereby'], better: 'by which' },
  { odd: ['thereof', 'whereof'], better: 'of it, of which' },
  { odd: ['thousandfold', 'hundredfold', 'twofold'], better: 'times 1,000, 1,000 times' },
  { odd: ['upon'], better: 'on' },
  { odd: ['whilst', 'amongst'], better: 'while, among' },
  { odd: ['what becomes of', 'what became of'], better: 'what happens to' },
  { odd: ['whoever', 'whomever', 'whosoever'], better: 'anyone who, the person who' },
];

/** Phrases in which a word of the list is another word: a program's name. */
export const allowedPhrases: readonly string[] = ['no go on the PATH'];
