#!/bin/sh
# cached.sh CCACHE COMPILER ARG…: the compiler through ccache, with the two liberties that let it keep what
# is compiled with precompiled headers. An old one beside the header is taken away first: ccache would
# take it for what the header says, and answer with one of other headers.
case " $* " in
  *" c++-header "*)
    last=
    for arg; do
      [ "$last" != -o ] || rm -f "$arg"
      last=$arg
    done ;;
esac
CCACHE_SLOPPINESS=pch_defines,time_macros exec "$@"
