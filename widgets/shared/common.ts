// Nothing of its own: importing it fetches the chunk it lies in, with all that elements share.
export {}
