ZCZC NWA
%A
#Gulls_BC1
$Gulls return to Kesterholm pier
:(KESTERHOLM)
&NWAIS\Vikr
*06000000
@NORTH,COAST
Gulls have come back to the pier of Kesterholm.

   Wardens counted forty pairs on Sunday, twice as many as a year ago,
   and fenced off the northern end.


NWA RTV rv/hs
NNNN