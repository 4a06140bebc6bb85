import type { Review } from '@verbatim-claims/client/pb';
import { number } from '../format';

// The verdict of a review, in its own words or on its scale.
export function verdictOf({ rating }: Review): string {
  const figure = rating?.value === undefined ? '' : `${number(rating.value)} on a scale from ${number(rating.worst ?? 0)} to ${number(rating.best ?? 0)}`;
  if (rating === undefined || rating.words === '') return figure;
  return figure === '' ? rating.words : `${rating.words} (${figure})`;
}
