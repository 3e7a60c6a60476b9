zczc
AN#10000001
KN#Northern Company News
PD#06 June 2026 14:00:00
CO#KES.VX
SO#PAX
BY#
KY#Comnews KES.VX
TI#Kesterholm Cranes orders two hulls
AB#Kesterholm Cranes’ yard takes on work until spring.
TX#
Kesterholm Cranes’ yard has ordered two hulls from the yard at Port Ansel, the company told the exchange on Saturday.
The hulls are due in spring, and the price was not given to anyone outside the yard.
NNNN
