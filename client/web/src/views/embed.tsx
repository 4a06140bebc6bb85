// The card of a claim, for a frame in another page: its words, state and verdict.
import { ReviewState } from '@verbatim-claims/client/pb';
import { claims, reviews } from '../api';
import { line } from '../format';
import { Show, useLoad } from '../parts/load';
import { Badge, stateOf, Verbatim } from '../parts/words';
import { href, type Route } from '../router';
import { verdictOf } from './verdict';

export default function Embed({ route }: { route: Extract<Route, { view: 'claim' }> }) {
  const loaded = useLoad(async (signal) => {
    const [{ claim }, { reviews: found }] = await Promise.all([
      claims.getClaim({ name: route.claim }, { signal }),
      reviews.listReviews({ parent: route.claim, filter: { state: ReviewState.ACTIVE }, pageSize: 10 }, { signal }),
    ]);
    return { claim: claim!, reviews: found };
  }, [route.claim]);
  return (
    <Show of={loaded}>
      {({ claim, reviews: found }) => (
        <article class="embed">
          <h1 dir="auto">{claim.text || 'This claim was erased'}</h1>
          {claim.citations.slice(0, 1).map((citation) => !citation.erased && (
            <blockquote dir="auto" key="quote"><mark class="cited"><Verbatim text={citation.quote} /></mark></blockquote>
          ))}
          <p class="facts">
            {claim.claimant && <bdi>{line(claim.claimant.name)}</bdi>}
            <Badge state={stateOf(claim)} />
          </p>
          {found.map((review) => <p key={review.name} class="verdict"><strong dir="auto">{verdictOf(review)}</strong> <bdi>{line(review.reviewer?.name ?? '')}</bdi></p>)}
          <p class="facts"><a href={href(claim.name)} target="_blank" rel="noopener">Source and proof, in Verbatim</a></p>
        </article>
      )}
    </Show>
  );
}
