import { defaultFilter } from '../../plugins/profanity/index.js';
import { evaluate, falsePositives, recall, speed } from './evaluate.js';
import { heldOut } from './phrases/held-out.js';
import { tuned } from './phrases/tuned.js';

const percent = (share: number): string => `${(share * 100).toFixed(1)} %`;

const filter = defaultFilter();
// The held-out half tells its figures only: whoever reads its failures tunes on it.
for (const [name, set] of Object.entries({ tuned, 'held out': heldOut })) {
  const scores = evaluate(filter, set);
  console.log(`${name}: false positives ${percent(falsePositives(scores))}`);
  for (const score of scores) {
    const { language, bad, innocent, missed, mistaken } = score;
    console.log(`  ${language}: found ${percent(recall(score))} of ${bad}, mistaken ${mistaken.length} of ${innocent}`);
    if (set !== tuned) continue;
    for (const phrase of missed) console.log(`    missed: ${phrase}`);
    for (const phrase of mistaken) console.log(`    mistaken: ${phrase}`);
  }
}
for (const [language, microseconds] of Object.entries(speed(filter, heldOut))) {
  console.log(`${language}: ${microseconds.toFixed(1)} us for 200 characters`);
}
