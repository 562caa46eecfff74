import { StrictMode, useState } from 'react'
import { createRoot } from 'react-dom/client'
import type {} from 'vmeste/react'
import { useApi } from 'vmeste/widgets'
import 'vmeste/widgets/discussion/define'
import 'vmeste/widgets/poll/define'

// Where the service is: what "npm start" of Vmeste starts, unless the build is told another.
const api: string = import.meta.env.VITE_VMESTE_API ?? 'http://localhost:8787'
useApi(`${api}/`)

const organization = 'hanty-mansiysk'

function Town() {
  const [voted, setVoted] = useState<string>()
  const [isTalking, setTalking] = useState(false)
  return (
    <>
      <h1>Our town</h1>
      <vmeste-poll organization={organization} poll="new-park" onvmeste-voted={({ detail }) => setVoted(detail.poll)}>
        <a href={`${api}/o/${organization}/polls/new-park`}>Vote on the new park</a>
      </vmeste-poll>
      {voted && <p role="status">Thank you: your vote in “{voted}” counts.</p>}
      <p>
        <button type="button" aria-expanded={isTalking} onClick={() => setTalking(!isTalking)}>
          What others say
        </button>
      </p>
      {isTalking && (
        <vmeste-discussion organization={organization} discussion="embankment">
          <a href={`${api}/o/${organization}/discussions/embankment`}>The discussion</a>
        </vmeste-discussion>
      )}
    </>
  )
}

const place = document.querySelector('#town')
if (place)
  createRoot(place).render(
    <StrictMode>
      <Town />
    </StrictMode>,
  )
